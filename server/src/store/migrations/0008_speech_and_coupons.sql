CREATE TABLE "speech_consent" (
	"cohort_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"given" boolean NOT NULL,
	"answered_at_ms" bigint NOT NULL,
	CONSTRAINT "speech_consent_cohort_id_user_id_pk" PRIMARY KEY("cohort_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "cohort" ADD COLUMN "speech_figures" text DEFAULT 'withConsent' NOT NULL;--> statement-breakpoint
ALTER TABLE "cohort" ADD COLUMN "speech_language" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "cues_held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "speech_share" text DEFAULT 'nobody' NOT NULL;--> statement-breakpoint
ALTER TABLE "session_shelf" ADD COLUMN "coupon_id" uuid;--> statement-breakpoint
ALTER TABLE "shelf_order" ADD COLUMN "coupon_id" uuid;--> statement-breakpoint
ALTER TABLE "speech_consent" ADD CONSTRAINT "speech_consent_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speech_consent" ADD CONSTRAINT "speech_consent_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;