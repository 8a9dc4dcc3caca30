/** node-pty is compiled when it is installed, and where that fails it is not there; the build has the same types. */
declare module "node-pty" {
  export * from "@lydell/node-pty";
}
