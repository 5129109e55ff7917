-- tain:revision fef98f11427f
-- tain:parents 4c2c8d2778ee
-- tain:message Add package details, index targets
-- tain:created 2026-11-22T18:46:20Z

-- tain:upgrade sqlite
ALTER TABLE "packages" ADD COLUMN "source" TEXT;
ALTER TABLE "packages" ADD COLUMN "homepage" TEXT;
ALTER TABLE "packages" ADD COLUMN "installed_size" BIGINT;

ALTER TABLE "dependencies" ADD COLUMN "target_architecture" TEXT;
CREATE INDEX "ix_dependencies_target_kind" ON "dependencies" ("target", "kind");

-- tain:upgrade postgresql
ALTER TABLE "packages" ADD COLUMN "source" TEXT;
ALTER TABLE "packages" ADD COLUMN "homepage" TEXT;
ALTER TABLE "packages" ADD COLUMN "installed_size" BIGINT;

ALTER TABLE "dependencies" ADD COLUMN "target_architecture" TEXT;
CREATE INDEX "ix_dependencies_target_kind" ON "dependencies" ("target", "kind");

-- tain:downgrade sqlite
-- review: column "dependencies"."target_architecture" is dropped: its values are lost
-- review: column "packages"."installed_size" is dropped: its values are lost
-- review: column "packages"."homepage" is dropped: its values are lost
-- review: column "packages"."source" is dropped: its values are lost

DROP INDEX "ix_dependencies_target_kind";
ALTER TABLE "dependencies" DROP COLUMN "target_architecture";

ALTER TABLE "packages" DROP COLUMN "installed_size";
ALTER TABLE "packages" DROP COLUMN "homepage";
ALTER TABLE "packages" DROP COLUMN "source";

-- tain:downgrade postgresql
-- review: column "dependencies"."target_architecture" is dropped: its values are lost
-- review: column "packages"."installed_size" is dropped: its values are lost
-- review: column "packages"."homepage" is dropped: its values are lost
-- review: column "packages"."source" is dropped: its values are lost

DROP INDEX "ix_dependencies_target_kind";
ALTER TABLE "dependencies" DROP COLUMN "target_architecture";

ALTER TABLE "packages" DROP COLUMN "installed_size";
ALTER TABLE "packages" DROP COLUMN "homepage";
ALTER TABLE "packages" DROP COLUMN "source";
