import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { KEYS, type KeyName, keysFor, type Where } from "../src/settings/keys.ts";
import { DEFAULT_CLAIMS } from "../src/settings/claims.ts";
import { formatValue } from "../src/settings/show.ts";
import { DEFAULTS } from "../src/settings/settings.ts";

/** What editors know of howtrue.config.json and .yaml: made from the table that the settings are checked by. */
export function projectSchema(): JsonSchema {
  const { properties, ...rest } = settingsSchema("project");
  return {
    $schema: DRAFT,
    title: "howtrue.config",
    description: "The settings of a project, for howtrue",
    ...rest,
    properties: { $schema: { type: "string" }, ...properties },
  };
}

/** The same for the front matter of Markdown, in which other tools' keys may stand beside `howtrue`. */
export function frontMatterSchema(): JsonSchema {
  const title = "Front matter with settings for howtrue";
  return { $schema: DRAFT, title, type: "object", properties: { howtrue: settingsSchema("document") } };
}

/** A value that holds where nothing is said, as people write it; for a mapping, `…`. */
export function defaultOf(name: KeyName): string {
  const value: unknown = { ...DEFAULT_CLAIMS, ...DEFAULTS }[name as keyof typeof DEFAULTS];
  if (name === "image") return "bookworm, 4G, 256M";
  return name === "terminal" ? "80x24" : formatValue(name, value);
}

const DRAFT = "http://json-schema.org/draft-07/schema#";

function settingsSchema(where: Where): JsonSchema {
  const properties = Object.fromEntries(keysFor(where).map((name) => [name, keySchema(name)]));
  return { type: "object", properties, additionalProperties: false };
}

function keySchema(name: KeyName): JsonSchema {
  const { about, since, schema } = KEYS[name];
  const description = since === undefined ? `${about} (not verified yet)` : about;
  return { description, ...convert(schema) };
}

function convert(schema: v.GenericSchema): JsonSchema {
  const {
    $schema: _draft,
    $defs: _lazy,
    ...converted
  } = toJsonSchema(schema, {
    target: "draft-07",
    typeMode: "input",
    ignoreActions: ["check"],
    overrideSchema: ({ valibotSchema }) =>
      valibotSchema.type === "lazy" ? eitherForm(valibotSchema as Lazy) : undefined,
  });
  return converted;
}

type Lazy = v.LazySchema<v.GenericSchema>;

/** Ours look at the value to give the schema of its short form, of a pattern, or of its long form. */
function eitherForm({ getter }: Lazy): JsonSchema {
  const forms = ["", "/", {}].map((value) => JSON.stringify(convert(getter(value))));
  const [only, ...others] = [...new Set(forms)].map((form) => JSON.parse(form) as JsonSchema);
  return only !== undefined && others.length === 0 ? only : { anyOf: [only!, ...others] };
}
