"""PUBLISH: dossiers and readings -> pages that show where each sentence is written."""
