-- Inputs a part of which is sealed begin like this; there are few, and a change of the sealing key must find them all.
CREATE INDEX operation_sealed ON operation (id) WHERE substr(input, 1, 12) = '{"$sealed":"';
