"""Makes the documents of `samples/` and their gold from one spec each, so that they can't drift.

`python -m tools.make_samples` writes them; `samples/README.md` says what each one shows.

A spec (`specs/*.toml`) holds what the document prints *and*, written by hand, what an extractor
must make of it. Nothing here calls the project's own `normalize`: gold made by the code that it
judges could not fail.
"""
