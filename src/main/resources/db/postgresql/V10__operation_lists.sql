-- Lists and purges of operations follow one of these from where they begin: without them every page would read the whole table.
CREATE INDEX operation_created ON operation (created, no);

DROP INDEX operation_status;
CREATE INDEX operation_status ON operation (status, created, no);
