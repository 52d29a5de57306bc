package dev.bellhop.source.blob;

/** What people are told of a container that cannot be read, and what to do about it. Pure. */
final class BlobTrouble {

    private BlobTrouble() {}

    static String text(BlobAccess access, BlobFailure failure) {
        String storage = "the storage account " + access.account() + " ("
                + access.endpoint().getHost() + ')';
        String said = failure.code().isEmpty() ? "" : " (" + failure.code() + ')';
        return switch (failure.kind()) {
            case NO_CONTAINER ->
                storage + " has no container " + access.container() + said + "; create it, or correct the directory";
            case REFUSED ->
                storage + " refuses the credential" + said + "; check "
                        + access.credential().key()
                        + ": whether it is of this account, may read and list, has not expired, and whether the"
                        + " account's network rules and the clock of this machine let Bellhop in";
            case BUSY ->
                storage + " asks for fewer requests" + said + "; it is asked again later, and a longer"
                        + " scan-every asks less often";
            case SILENT ->
                storage + " did not answer within " + access.timeout().toSeconds() + "s";
            case UNKNOWN_HOST ->
                storage + " has a name that cannot be resolved; check the account in the directory, and " + access.key()
                        + ".endpoint if it is in another cloud or behind a private endpoint";
            case UNREACHABLE -> storage + " cannot be reached, or broke off";
            case UNTRUSTED ->
                storage + " has a certificate that is not trusted; check " + access.key()
                        + ".endpoint, and what this machine trusts";
            case NO_BLOB, CHANGED, NOT_NOW, ODD ->
                storage + " gave an answer that is none of a blob storage" + said + "; check " + access.key()
                        + ".endpoint";
        };
    }
}
