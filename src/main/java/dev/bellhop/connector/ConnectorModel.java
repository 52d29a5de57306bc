package dev.bellhop.connector;

import java.util.List;

/**
 * All that a connector is made from; the same model is always the same connector, byte for byte.
 *
 * @param sources those that shall have operations of their own before others stand first
 */
public record ConnectorModel(
        ServiceAddress address,
        Credential credential,
        Profile profile,
        List<SourceModel> sources,
        List<ActionModel> actions) {

    public ConnectorModel {
        sources = List.copyOf(sources);
        actions = List.copyOf(actions);
    }
}
