/** Why an edition is not written. */
interface Words {
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

export const FOREIGN: Words = {
  code: "foreign-file",
  what: "this is none of the editions that howtrue wrote: it is left as it is",
  hint: "remove it, or publish into another folder",
};

export const SAME_NAME: Words = {
  code: "same-edition",
  what: "its edition would have the same name as that of another document",
  hint: "give one of them another name; --prune removes editions of documents that are gone",
};

export const DAMAGED: Words = {
  code: "damaged-edition",
  what: "the last edition was changed by hand, and cannot be marked as stale",
  hint: "take back the change, or remove the edition",
};

export const SECRET: Words = {
  code: "secret-edition",
  what: "the last edition shows what is a secret now, and the document does not hold",
  hint: "remove the edition, or mend the document",
};

export const NO_NAME: Words = {
  code: "not-published",
  what: "an edition of this name would write over its own files, or over the list of all editions",
  hint: "give the document another name",
};

export const UNREADABLE: Words = {
  code: "damaged-edition",
  what: "what the last edition says of itself cannot be read",
  hint: "take back the change, or remove all files of the edition",
};
