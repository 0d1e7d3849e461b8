"""The main path on one page: read, analyse, resolve, add, dossier. START HERE."""
