"""What the form says: the wording of an SOP's parts as tables, and one matcher that compares it.

`tables/` holds the spellings, `matcher.py` scores how well printed words fit them. The other
modules are questions that a caller asks of a text; nothing here knows pages, cells or rows.
"""
