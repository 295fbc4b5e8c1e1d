"""The project: settings, addresses and the servers' entry points. No rule of the newsroom lives here."""
