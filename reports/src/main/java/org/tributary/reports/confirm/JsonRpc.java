package org.tributary.reports.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.tributary.schemas.ErrorCode;
import org.tributary.schemas.TributaryException;

/** Asks an Ethereum node. Its address may have a key in it: no message shows more than the host. */
final class JsonRpc {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI endpoint;
  private int requests;

  JsonRpc(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      uri = URI.create("");
    }
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw TributaryException.of(
          ErrorCode.USAGE,
          "--rpc must be the address of a node, such as http://127.0.0.1:8545. What was given isn't"
              + " shown, it could hold a key.");
    }
    this.endpoint = uri;
  }

  /** The node's host: all of its address that may be shown. */
  String host() {
    return endpoint.getHost();
  }

  /** The node refused: perhaps it would answer a smaller question. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** The result of a call. */
  JsonNode call(String method, List<Object> parameters) throws Refused {
    JsonNode answer;
    try {
      requests++;
      byte[] body =
          JSON.writeValueAsBytes(
              Map.of("jsonrpc", "2.0", "id", requests, "method", method, "params", parameters));
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(endpoint)
                  .timeout(TIMEOUT)
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 500 || response.statusCode() == 429) {
        throw unreachable("it answers with status " + response.statusCode(), null);
      }
      answer = JSON.readTree(response.body());
    } catch (IOException e) {
      throw unreachable(e.getClass().getSimpleName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    }
    if (answer.hasNonNull("error")) {
      throw new Refused(answer.path("error").path("message").asText());
    }
    if (!answer.has("result")) {
      throw new Refused("the answer has no result");
    }
    return answer.path("result");
  }

  /** The result of a call that every node can answer. */
  JsonNode require(String method, List<Object> parameters) {
    try {
      return call(method, parameters);
    } catch (Refused e) {
      throw new TributaryException(
          ErrorCode.CHAIN_DIFFERS,
          "Node "
              + endpoint.getHost()
              + " refuses "
              + method
              + ": "
              + e.getMessage()
              + ". Is the distributor of this settlement on its chain, and of the kind that --kind"
              + " says?",
          e);
    }
  }

  private TributaryException unreachable(String why, Exception cause) {
    return new TributaryException(
        ErrorCode.INFRASTRUCTURE,
        "Node " + endpoint.getHost() + " can't be asked (" + why + "). A retry may help.",
        cause);
  }
}
