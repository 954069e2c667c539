CREATE TABLE "product_check" (
	"product_id" uuid NOT NULL,
	"check_name" text NOT NULL,
	"checked_by" text NOT NULL,
	"checked_at_ms" bigint NOT NULL,
	CONSTRAINT "product_check_product_id_check_name_pk" PRIMARY KEY("product_id","check_name")
);
--> statement-breakpoint
CREATE TABLE "product_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"stored_as" text NOT NULL,
	"uploaded_by" text,
	"uploaded_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_shelf" (
	"session_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"price_fen" bigint NOT NULL,
	"stock" integer NOT NULL,
	"limit_per_person" integer NOT NULL,
	"flash_price_fen" bigint,
	"flash_until_ms" bigint,
	"coupon_off_fen" bigint,
	"coupon_threshold_fen" bigint,
	"coupons_left" integer DEFAULT 0 NOT NULL,
	"sold" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"explained_at_ms" bigint,
	"offered" boolean DEFAULT false NOT NULL,
	CONSTRAINT "session_shelf_session_id_product_id_pk" PRIMARY KEY("session_id","product_id"),
	CONSTRAINT "session_shelf_stock" CHECK ("session_shelf"."stock" >= 0 and "session_shelf"."coupons_left" >= 0)
);
--> statement-breakpoint
CREATE TABLE "shelf" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"pinned_product_id" uuid
);
--> statement-breakpoint
CREATE TABLE "shelf_order" (
	"id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"title" text NOT NULL,
	"user_id" text NOT NULL,
	"quantity" integer NOT NULL,
	"total_fen" bigint NOT NULL,
	"at_ms" bigint NOT NULL,
	CONSTRAINT "shelf_order_session_id_id_pk" PRIMARY KEY("session_id","id")
);
--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "category" text DEFAULT 'general' NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "floor_price_fen" bigint;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "specification" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "origin" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "shelf_life" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "shipping" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "after_sales" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "claims" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "required_evidence" jsonb;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "updated_at_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "product_check" ADD CONSTRAINT "product_check_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_check" ADD CONSTRAINT "product_check_checked_by_user_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_file" ADD CONSTRAINT "product_file_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_file" ADD CONSTRAINT "product_file_uploaded_by_user_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_shelf" ADD CONSTRAINT "session_shelf_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_shelf" ADD CONSTRAINT "session_shelf_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."product"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shelf" ADD CONSTRAINT "shelf_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shelf" ADD CONSTRAINT "shelf_pinned_product_id_product_id_fk" FOREIGN KEY ("pinned_product_id") REFERENCES "public"."product"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shelf_order" ADD CONSTRAINT "shelf_order_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shelf_order" ADD CONSTRAINT "shelf_order_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "product_file_product" ON "product_file" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "shelf_order_person" ON "shelf_order" USING btree ("session_id","product_id","user_id");--> statement-breakpoint
ALTER TABLE "product" ADD CONSTRAINT "product_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;