ALTER TABLE "session" ADD COLUMN "rundown_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "rundown_edit_ids" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "running_segment" jsonb;--> statement-breakpoint
UPDATE "session" SET "rundown" = (
  SELECT coalesce(jsonb_agg(segment || '{"revision": 0, "changedIn": {}}' ORDER BY place), '[]')
  FROM jsonb_array_elements("rundown") WITH ORDINALITY AS planned(segment, place)
);
