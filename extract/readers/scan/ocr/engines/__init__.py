"""The OCR engines: each module defines one, called `ENGINE`.

`extract.readers.scan.ocr.registry` finds the modules by their place in this folder. Importing one
must be cheap, so heavy packages are imported inside its methods.
"""
