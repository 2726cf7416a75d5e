"""What commands and errors say, in the reader's language.

Code below `cli` does not know the language: errors are raised in English. They are translated where
they are shown, by their wording.
"""
