-- Whose a subscription is: the caller that subscribed last. Those of before, and of local mode, are nobody's.
ALTER TABLE subscription ADD COLUMN owner TEXT;

CREATE INDEX subscription_owner ON subscription (owner) WHERE ended IS NULL AND owner IS NOT NULL;

-- Locked while the subscriptions of one are counted and one is added.
CREATE TABLE owner (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY
);
