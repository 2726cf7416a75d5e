"""Pictures of pages with what was read drawn on them: why did a value come out wrong?"""
