"""How much of documents was read right: records held against gold, which are records too."""
