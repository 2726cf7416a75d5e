"""How much of documents was read right: records compared with gold, which are records too."""
