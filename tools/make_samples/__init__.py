"""Makes the documents of `samples/` and their gold from one spec each, so that both agree.

`python -m tools.make_samples` writes them; `samples/README.md` says what each one shows.

A spec (`specs/*.toml`) holds what the document prints *and*, written by hand, what an extractor
must read from it. Nothing here calls the project's own `normalize`: gold made by the code under
test could not fail.
"""
