-- tain:revision 4c2c8d2778ee
-- tain:parents none
-- tain:message Create the package catalog
-- tain:created 2026-11-22T18:44:28Z

-- tain:upgrade sqlite
CREATE TABLE "sections" (
    "name" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    CONSTRAINT "pk_sections" PRIMARY KEY ("name")
);

CREATE TABLE "maintainers" (
    "contact" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    CONSTRAINT "pk_maintainers" PRIMARY KEY ("contact")
);

CREATE TABLE "packages" (
    "name" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "section" TEXT,
    "maintainer" TEXT,
    "summary" TEXT NOT NULL,
    CONSTRAINT "pk_packages" PRIMARY KEY ("name", "architecture"),
    CONSTRAINT "fk_packages_section_sections" FOREIGN KEY ("section") REFERENCES "sections" ("name"),
    CONSTRAINT "fk_packages_maintainer_maintainers" FOREIGN KEY ("maintainer") REFERENCES "maintainers" ("contact")
);

CREATE TABLE "dependencies" (
    "package" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "alternative" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "bound" TEXT,
    CONSTRAINT "pk_dependencies" PRIMARY KEY ("package", "architecture", "kind", "position", "alternative"),
    CONSTRAINT "ck_dependencies_kind_enum" CHECK ("kind" IN ('pre_depends', 'depends', 'recommends', 'suggests', 'enhances', 'breaks', 'conflicts', 'replaces', 'provides')),
    CONSTRAINT "fk_dependencies_package_architecture_packages" FOREIGN KEY ("package", "architecture") REFERENCES "packages" ("name", "architecture") ON DELETE CASCADE
);

-- tain:upgrade postgresql
CREATE TABLE "sections" (
    "name" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    CONSTRAINT "pk_sections" PRIMARY KEY ("name")
);

CREATE TABLE "maintainers" (
    "contact" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    CONSTRAINT "pk_maintainers" PRIMARY KEY ("contact")
);

CREATE TABLE "packages" (
    "name" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "section" TEXT,
    "maintainer" TEXT,
    "summary" TEXT NOT NULL,
    CONSTRAINT "pk_packages" PRIMARY KEY ("name", "architecture"),
    CONSTRAINT "fk_packages_section_sections" FOREIGN KEY ("section") REFERENCES "sections" ("name"),
    CONSTRAINT "fk_packages_maintainer_maintainers" FOREIGN KEY ("maintainer") REFERENCES "maintainers" ("contact")
);

CREATE TABLE "dependencies" (
    "package" TEXT NOT NULL,
    "architecture" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "alternative" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "bound" TEXT,
    CONSTRAINT "pk_dependencies" PRIMARY KEY ("package", "architecture", "kind", "position", "alternative"),
    CONSTRAINT "ck_dependencies_kind_enum" CHECK ("kind" IN ('pre_depends', 'depends', 'recommends', 'suggests', 'enhances', 'breaks', 'conflicts', 'replaces', 'provides')),
    CONSTRAINT "fk_dependencies_package_architecture_packages" FOREIGN KEY ("package", "architecture") REFERENCES "packages" ("name", "architecture") ON DELETE CASCADE
);

-- tain:downgrade sqlite
-- review: table "dependencies" is dropped: its rows are lost
-- review: table "packages" is dropped: its rows are lost
-- review: table "maintainers" is dropped: its rows are lost
-- review: table "sections" is dropped: its rows are lost

DROP TABLE "dependencies";

DROP TABLE "packages";

DROP TABLE "maintainers";

DROP TABLE "sections";

-- tain:downgrade postgresql
-- review: table "dependencies" is dropped: its rows are lost
-- review: table "packages" is dropped: its rows are lost
-- review: table "maintainers" is dropped: its rows are lost
-- review: table "sections" is dropped: its rows are lost

DROP TABLE "dependencies";

DROP TABLE "packages";

DROP TABLE "maintainers";

DROP TABLE "sections";
