-- What the file system calls a file, whatever its path, and what it holds. Rows of before have neither, and need not.
ALTER TABLE file ADD COLUMN file_key TEXT COLLATE "C";
ALTER TABLE file ADD COLUMN content_hash TEXT;

-- Finds the path that a renamed file had before.
CREATE INDEX file_by_key ON file (source, file_key) WHERE file_key IS NOT NULL;
