"""READ: the bytes of a source come in, Documents with their segments go out."""
