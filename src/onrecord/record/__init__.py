"""RECORD: Documents, Statements and Actions come in; what is known, and where, comes out."""
