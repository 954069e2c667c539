CREATE TABLE "session_crew" (
	"session_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"job" text NOT NULL,
	CONSTRAINT "session_crew_session_id_user_id_pk" PRIMARY KEY("session_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "layout" text DEFAULT 'pictureInPicture' NOT NULL;--> statement-breakpoint
ALTER TABLE "session_crew" ADD CONSTRAINT "session_crew_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_crew" ADD CONSTRAINT "session_crew_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;