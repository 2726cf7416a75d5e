"""Reads documents on this machine, each in a process that can be killed."""
