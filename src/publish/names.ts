/** The files of an edition, below the folder of editions. */
export interface Names {
  readonly document: string;
  readonly page: string;
  readonly recording: string;
  readonly still: string;
  readonly entry: string;
}

/** @param path of the document: `howtos/lvm-snapshot.rst` */
export function namesOf(path: string): Names {
  const stem = path.replace(/\.[^./]+(?:\.txt)?$/i, "");
  return {
    document: path,
    page: `${stem}.html`,
    recording: `${stem}.cast`,
    still: `${stem}.svg`,
    entry: `${stem}.json`,
  };
}

/** The last part of a name. */
export function baseOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
