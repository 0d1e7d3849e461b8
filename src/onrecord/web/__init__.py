"""PUBLISH: dossiers and documents come in; pages go out."""
