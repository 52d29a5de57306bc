package dev.bellhop.app.command.simulate;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes the value of an option that needs none only if it is attached by {@code =}: in {@code --fast URL} the URL is no
 * value of the option.
 */
final class AttachedValue implements IParameterPreprocessor {

    private static final String SEPARATE = " ";

    @Override
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        if (SEPARATE.equals(info.get("separator")) && argument instanceof OptionSpec option) {
            arguments.push(option.fallbackValue());
        }
        return false;
    }
}
