"""Arabic text as pure functions; no Django here."""
