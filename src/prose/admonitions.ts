/** How a directive that sets text apart is shown. */
export interface AdmonitionForm {
  readonly kind: string;
  /** What stands behind its name: its title, the version of which its text speaks, or the text's beginning. */
  readonly argument: "title" | "version" | "text";
}

const WITH_TEXT = (
  "attention caution danger error hint important note pull-quote epigraph highlights seealso tip todo warning impl-detail " +
  "compound margin aside"
).split(" ");
const WITH_TITLE = "admonition topic sidebar dropdown details tab tab-item card grid-item-card".split(" ");

const FORMS: ReadonlyMap<string, AdmonitionForm> = new Map<string, AdmonitionForm>([
  ...WITH_TEXT.map((name) => [name, { kind: name, argument: "text" }] as const),
  ...WITH_TITLE.map((name) => [name, { kind: name.replace("tab-item", "tab"), argument: "title" }] as const),
  ...["versionadded", "versionchanged", "versionremoved", "deprecated"].map(
    (name) => [name, { kind: name, argument: "version" }] as const,
  ),
]);

/** By a directive's name in small letters, in reStructuredText and MyST; undefined where it sets nothing apart. */
export function admonitionForm(name: string): AdmonitionForm | undefined {
  return FORMS.get(name);
}

const VERSIONS: Readonly<Record<string, string>> = {
  versionadded: "New in version",
  versionchanged: "Changed in version",
  versionremoved: "Removed in version",
  deprecated: "Deprecated since version",
};

export function versionTitle(kind: string, version: string): string {
  return `${VERSIONS[kind] ?? kind} ${version}`.trim();
}
