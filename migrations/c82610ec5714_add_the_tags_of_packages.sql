-- tain:revision c82610ec5714
-- tain:parents fef98f11427f
-- tain:message Add the tags of packages
-- tain:created 2026-11-22T18:46:35Z

-- tain:upgrade sqlite
CREATE TABLE "tags" (
    "package" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "pk_tags" PRIMARY KEY ("package", "architecture", "name"),
    CONSTRAINT "fk_tags_package_architecture_packages" FOREIGN KEY ("package", "architecture") REFERENCES "packages" ("name", "architecture") ON DELETE CASCADE
);

-- tain:upgrade postgresql
CREATE TABLE "tags" (
    "package" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "pk_tags" PRIMARY KEY ("package", "architecture", "name"),
    CONSTRAINT "fk_tags_package_architecture_packages" FOREIGN KEY ("package", "architecture") REFERENCES "packages" ("name", "architecture") ON DELETE CASCADE
);

-- tain:downgrade sqlite
-- review: table "tags" is dropped: its rows are lost

DROP TABLE "tags";

-- tain:downgrade postgresql
-- review: table "tags" is dropped: its rows are lost

DROP TABLE "tags";
