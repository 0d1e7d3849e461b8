"""onrecord: what public figures said and did, when, and where it is written."""
