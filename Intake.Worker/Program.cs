using Intake.Worker.Commands;

return await CommandTable.RunAsync(args, CommandContext.OfProcess());
