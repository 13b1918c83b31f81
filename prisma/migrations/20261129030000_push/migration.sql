-- News on the lock screen of a phone, beside the other ways and never in place of one.
ALTER TYPE "channel" ADD VALUE 'push';

CREATE TABLE "push_subscription" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "adult_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "push_subscription_adult_id_fkey" FOREIGN KEY ("adult_id") REFERENCES "adult"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "push_subscription_school_id_endpoint_key" ON "push_subscription"("school_id", "endpoint");
CREATE INDEX "push_subscription_adult_id_idx" ON "push_subscription"("adult_id");
SELECT guard_table('push_subscription');
