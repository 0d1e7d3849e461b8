"""The words we speak in: frozen records and their public JSON; no work, standard library only."""
