/** Writes what is made from the table of keys: the schemas for editors, and the table in docs/settings.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withTable } from "./docs.ts";
import { frontMatterSchema, projectSchema } from "./schemas.ts";

const root = join(import.meta.dirname, "..");
const docs = join(root, "docs/settings.md");
writeFileSync(join(root, "schema/howtrue.config.schema.json"), `${JSON.stringify(projectSchema(), null, 2)}\n`);
writeFileSync(join(root, "schema/front-matter.schema.json"), `${JSON.stringify(frontMatterSchema(), null, 2)}\n`);
writeFileSync(docs, withTable(readFileSync(docs, "utf8")));
