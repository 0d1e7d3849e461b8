"""RESOLVE: attributions and events as worded come in; Statements and Actions go out."""
