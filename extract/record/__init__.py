"""A raw SOP made into a record of the contract: typed values, confidence, masking."""
