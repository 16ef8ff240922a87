// Stryker's runner for Vitest, but for one thing: it looks at the results of tests alone, so that a
// mutant with which a test file cannot even be loaded would pass for one that nobody noticed.
import { MutantRunStatus } from "@stryker-mutator/api/test-runner";
import { strykerPlugins as theirs } from "@stryker-mutator/vitest-runner";

export { strykerValidationSchema } from "@stryker-mutator/vitest-runner";

const [{ kind, name, factory }] = theirs;

function create(injector) {
  const runner = factory(injector);
  const run = runner.mutantRun.bind(runner);
  runner.mutantRun = async (options) => {
    const result = await run(options);
    if (result.status !== MutantRunStatus.Survived) return result;
    const broken = runner.ctx.state.getFiles().find((file) => file.result?.state === "fail");
    if (broken === undefined) return result;
    const failureMessage = `${broken.name}: ${broken.result.errors?.[0]?.message ?? "not loaded"}`;
    return {
      status: MutantRunStatus.Killed,
      killedBy: [],
      failureMessage,
      nrOfTests: result.nrOfTests,
    };
  };
  return runner;
}
create.inject = factory.inject;

export const strykerPlugins = [{ kind, name, factory: create }];
