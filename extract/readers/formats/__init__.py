"""The formats that can be read: each module defines one reader, called `READER`.

`extract.readers.registry` finds the modules by their place in this folder.
"""
