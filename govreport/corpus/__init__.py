"""Corpora: the same extraction over thousands of documents, to tables that researchers load.

The way data takes: ``inputs`` (which documents) → ``run`` (worker processes; ``document`` is what one does for
one document, ``shards`` where it keeps the rows) → ``outputs`` (one file or folder of tables, in the order of
the inputs). ``tables`` says what the columns are. ``ray`` is another engine for the middle part, ``database``
the only door to DuckDB.
"""
