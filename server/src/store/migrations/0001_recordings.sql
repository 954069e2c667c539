CREATE TABLE "recording" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"receipt" jsonb,
	"finish_state" text NOT NULL,
	"finish_share" real DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "recording" ADD CONSTRAINT "recording_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;