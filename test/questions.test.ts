import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { howtrue } from "./commands/howtrue.ts";

const folder = join(import.meta.dirname, "fixtures/questions");
const SECRET = "tHis-is.not-shown9";

test("programs that ask, in the guest: answered as the transcript does, or as an annotation says", async () => {
  const args = ["verify", "--reporter", "json", "--secret", "HOWTRUE_TEST_PASSWORD", "guest.md"];
  const { status, stdout } = await howtrue(args, { cwd: folder, env: { HOWTRUE_TEST_PASSWORD: SECRET } });
  const [document] = (JSON.parse(stdout) as { documents: [{ steps: Step[]; messages: object[] }] }).documents;
  assert.equal(document.messages, []);
  const failed = document.steps.filter((step) => step.status !== "held");
  assert.equal(
    failed.map(({ command, failures }) => [command, failures]),
    [
      [
        'read -p "Your name: " name',
        [{ kind: "asked", question: "Your name: ", line: 69, column: 3, what: "it asks: Your name:" }],
      ],
    ],
    stdout,
  );
  assert.is(status, 1);
  assert.not(stdout.includes(SECRET));
});

interface Step {
  readonly command: string;
  readonly status: string;
  readonly failures: readonly object[];
}

test.run();
