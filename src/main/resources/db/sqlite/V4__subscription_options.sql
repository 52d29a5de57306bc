-- How a subscriber wants its events, sealed as a whole since it may hold keys; only when it ends is looked for.
ALTER TABLE subscription ADD COLUMN options TEXT;
ALTER TABLE subscription ADD COLUMN expires BIGINT;

-- States beside active and ended.
ALTER TABLE subscription ADD COLUMN paused BIGINT;
ALTER TABLE subscription ADD COLUMN paused_by TEXT;
ALTER TABLE subscription ADD COLUMN failing BIGINT;
ALTER TABLE subscription ADD COLUMN failing_reason TEXT;

CREATE INDEX subscription_expires ON subscription (expires) WHERE ended IS NULL AND expires IS NOT NULL;
