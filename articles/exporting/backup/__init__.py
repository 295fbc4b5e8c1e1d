"""Everything in one checked archive, and back: rows of either database, media, what the settings said.

An archive is a tar of plain files that any tool opens, compressed by zstd or gzip:

    about.json                      format, version, migrations, settings
    database/<model>/<part>.jsonl   rows, one JSON object a line, the same for SQLite and PostgreSQL
    counters.json                   the last number given in each table, so that none is given again
    media/<path>                    in the order of their paths
    secrets/secret_key              only where it was asked for
    SHA256SUMS                      of all the above; `sha256sum -c SHA256SUMS` checks an unpacked archive
    manifest.json                   counts, and the sum of SHA256SUMS: an archive without it is cut off

The search index is not in it: it is made of the rows.
"""
