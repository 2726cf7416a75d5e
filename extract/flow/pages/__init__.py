"""The charts of an SOP's pages joined to the flow between its steps."""
