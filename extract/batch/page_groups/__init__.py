"""Pages that come as files: pictures whose names are counted are joined to one document.

`names` finds pictures whose names are counted, `evidence` tells from what was read of each which
of them may be one SOP, and `groups` leads them through a run, which reads those as one document
(`extract.batch.parts`). What does not read as one document stays apart.
"""
