CREATE TABLE "recording_copy" (
	"copy_id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"started_wall_ms" bigint NOT NULL,
	"state" text NOT NULL,
	"filled" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "recording_copy" ADD CONSTRAINT "recording_copy_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recording_copy_session" ON "recording_copy" USING btree ("session_id");