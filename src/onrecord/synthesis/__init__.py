"""FIND, COMPOSE: Statements and Actions come in; positions, tensions and dossiers go out."""
